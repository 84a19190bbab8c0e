"""The playground: a page that runs this library in the browser, for documents that may not leave the computer.

``python -m govreport.playground build FOLDER`` writes the page, and :mod:`govreport.playground.build` does it from Python;
``govreport playground FOLDER`` serves it on this computer.  The page itself runs :mod:`govreport.playground.desk`.
"""
