"""Static files under names that hold a digest of their content, so that browsers keep them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

__all__ = ["HashedFiles"]


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrite the names of modules that modules import."""

    support_js_module_import_aggregation = True
