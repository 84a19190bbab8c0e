"""Reports on a cluster: documents, units and diagnostics as DataFrames of Apache Spark.

Needs the extra ``govreport[spark]`` (PySpark).  On a cluster, govreport must be installed for the Python of the workers.
"""

from govreport.spark.loading import load
from govreport.spark.parsed import Parsed, parse
from govreport.spark.running import Counts, run, session

__all__ = ["Counts", "Parsed", "load", "parse", "run", "session"]
