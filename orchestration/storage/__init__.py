"""Bytes under keys, on a folder or on S3, behind one small interface; and the lock of a run."""
