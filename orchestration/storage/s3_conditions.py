"""Writing an object only if: the one primitive that lets several writers agree on S3.

Belongs here: conditional writes and what their answers mean. Does not belong here: what is written.
"""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import ClientError

from orchestration.storage.s3_errors import code_of

ABSENT = {"NoSuchKey", "404", "NotFound"}
REFUSED = {"PreconditionFailed", "412"}
_CONFLICT = {"ConditionalRequestConflict", "OperationAborted", "409"}
_UNKNOWN = {"NotImplemented", "501"}
_ATTEMPTS = 5


def etag(client: Any, bucket: str, name: str) -> str | None:
    """The ETag of an object, None where there is none."""
    try:
        return str(client.head_object(Bucket=bucket, Key=name)["ETag"])
    except ClientError as error:
        if code_of(error) in ABSENT:
            return None
        raise


def put_if(client: Any, bucket: str, name: str, data: bytes, current: str | None) -> str | None:
    """Write the object if its ETag is `current` (None: if there is none). The new ETag, None where refused.

    A server that says it knows no conditions is asked first and written to next, with a gap in between.
    """
    condition = {"IfMatch": current} if current else {"IfNoneMatch": "*"}
    for attempt in range(_ATTEMPTS):
        try:
            return str(client.put_object(Bucket=bucket, Key=name, Body=data, **condition)["ETag"])
        except ClientError as error:
            code = code_of(error)
            if code in REFUSED | ABSENT:
                return _written_after_all(client, bucket, name, data, error)
            if code in _UNKNOWN:
                return _ask_then_put(client, bucket, name, data, current)
            if code not in _CONFLICT or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.1 * 2**attempt)
    return None


def _written_after_all(client: Any, bucket: str, name: str, data: bytes, error: ClientError) -> str | None:
    # a first attempt can succeed and its answer get lost: the attempt after it then meets our own object
    if not error.response.get("ResponseMetadata", {}).get("RetryAttempts"):
        return None
    found = client.get_object(Bucket=bucket, Key=name)
    return str(found["ETag"]) if found["Body"].read() == data else None


def _ask_then_put(client: Any, bucket: str, name: str, data: bytes, current: str | None) -> str | None:
    if etag(client, bucket, name) != current:
        return None
    return str(client.put_object(Bucket=bucket, Key=name, Body=data)["ETag"])
