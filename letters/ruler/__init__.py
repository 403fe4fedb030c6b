"""The ruler: papers of anyone held against GB/T 9704-2012, in the file's own XML and in the ink on its pages."""

from letters.ruler.measuring import measure
from letters.ruler.report import Measured
from letters.ruler.standard import Kind

__all__ = ["Kind", "Measured", "measure"]
