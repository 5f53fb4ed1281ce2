"""Writing an object only if: the one primitive that lets several writers agree on S3.

Some servers honour conditions, some refuse to know them, some ignore them without a word. The last are found out
when the lock is taken; they are then asked first and written to next, which the lock of `s3_claims` makes enough.

Belongs here: conditional writes and what their answers mean. Does not belong here: what is written.
"""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import ClientError

from orchestration.storage.content_types import content_type
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


def put_if(
    client: Any, bucket: str, name: str, data: bytes, current: str | None, *, honoured: bool = True
) -> str | None:
    """Write the object if its ETag is `current` (None: if there is none). The new ETag, None where refused.

    A server that knows no conditions (it says so, or `honoured` is false) is asked first and written to next, with
    a gap in between.
    """
    if not honoured:
        return _ask_then_put(client, bucket, name, data, current)
    condition = {"IfMatch": current} if current else {"IfNoneMatch": "*"}
    for attempt in range(_ATTEMPTS):
        try:
            return _put(client, bucket, name, data, **condition)
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


def are_honoured(client: Any, bucket: str, name: str) -> bool:
    """Whether the server keeps conditions: two writes to an object that exists, both of which it must refuse.

    Where it does not, the object is spoilt.
    """
    wrong = {"IfMatch": '"00000000000000000000000000000000"'}
    return all(_is_refused(client, bucket, name, condition) for condition in ({"IfNoneMatch": "*"}, wrong))


def _is_refused(client: Any, bucket: str, name: str, condition: dict[str, str]) -> bool:
    try:
        client.put_object(Bucket=bucket, Key=name, Body=b"{}", **condition)
    except ClientError as error:
        code = code_of(error)
        if code not in REFUSED | ABSENT | _CONFLICT | _UNKNOWN:
            raise
        return code not in _UNKNOWN
    return False


def _written_after_all(client: Any, bucket: str, name: str, data: bytes, error: ClientError) -> str | None:
    # a first attempt can succeed and its answer get lost: the attempt after it then meets our own object
    if not error.response.get("ResponseMetadata", {}).get("RetryAttempts"):
        return None
    found = client.get_object(Bucket=bucket, Key=name)
    return str(found["ETag"]) if found["Body"].read() == data else None


def _ask_then_put(client: Any, bucket: str, name: str, data: bytes, current: str | None) -> str | None:
    if etag(client, bucket, name) != current:
        return None
    return _put(client, bucket, name, data)


def _put(client: Any, bucket: str, name: str, data: bytes, **condition: str) -> str:
    kind = content_type(name)
    return str(client.put_object(Bucket=bucket, Key=name, Body=data, ContentType=kind, **condition)["ETag"])
