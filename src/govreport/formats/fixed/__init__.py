"""Parts of the reader of OFD, the fixed layout of GB/T 33190-2016."""
