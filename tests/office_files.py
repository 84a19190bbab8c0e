"""Small files of office formats, made of their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    ]
)
_LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def zipped(members: Mapping[str, str | bytes], *, stored: str = "") -> bytes:
    """A zip archive; the member ``stored`` is not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == stored else None)
    return stream.getvalue()


def open_document(body: str, styles: str = "", master: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text.

    :param styles: the automatic styles of the content.
    :param master: the master pages of the styles.
    """
    content = (
        f"<office:document-content {_NAMES} {_LOEXT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    pages = f"<office:document-styles {_NAMES}><office:master-styles>{master}</office:master-styles></office:document-styles>"
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": pages,
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    return zipped(members, stored="mimetype")
