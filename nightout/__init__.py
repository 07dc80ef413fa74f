"""The open workbench of community policing: from honest figures to the block party."""

__version__ = "0.1.0"
