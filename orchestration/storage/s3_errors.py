"""What went wrong with a bucket, in one line that says what to do and shows no credentials.

Only codes and the address are repeated, never the server's own text: it can hold key ids and signed headers.

Belongs here: the sentences. Does not belong here: which refusals are answers (`s3_conditions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from boto3.exceptions import Boto3Error
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    NoAuthTokenError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
    SSLError,
    SSOError,
    TokenRetrievalError,
)

from orchestration.errors import StorageError

_WITHOUT_CREDENTIALS = (
    CredentialRetrievalError,
    NoAuthTokenError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
    SSOError,
    TokenRetrievalError,
)
_CREDENTIALS = (
    "no usable credentials for {where}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
)
_REFUSED_CREDENTIALS = "{endpoint} refused the credentials ({code}): correct AWS_ACCESS_KEY_ID and the secret"
_FULL = "the storage {where} is full ({code}): free some space, or have its quota raised, and run again"
_DENIED = "no right to {doing} at {where}: let the account list, read, write and delete there"
_REGION = "{where} lies in another region ({code}): set AWS_REGION to the bucket's own"
_BUSY = "{endpoint} could not {doing} at {where} just now ({code}): run again later"
_BUCKET = "{endpoint} has no bucket for {where}: create it, or correct CITES_STORAGE"
_SENTENCES = {
    "NoSuchBucket": _BUCKET,
    "InvalidBucketName": _BUCKET,
    "AccessDenied": _DENIED,
    "AllAccessDisabled": _DENIED,
    "AccountProblem": _DENIED,
    "403": _DENIED,
    "InvalidAccessKeyId": _REFUSED_CREDENTIALS,
    "SignatureDoesNotMatch": _REFUSED_CREDENTIALS,
    "InvalidToken": _REFUSED_CREDENTIALS,
    "ExpiredToken": _REFUSED_CREDENTIALS,
    "TokenRefreshRequired": _REFUSED_CREDENTIALS,
    "RequestTimeTooSkewed": "the clock of this machine is wrong, says {endpoint}: set it, then run again",
    "PermanentRedirect": _REGION,
    "AuthorizationHeaderMalformed": _REGION,
    "301": _REGION,
    "QuotaExceeded": _FULL,
    "InsufficientStorage": _FULL,
    "XMinioStorageFull": _FULL,
    "507": _FULL,
    "SlowDown": _BUSY,
    "ServiceUnavailable": _BUSY,
    "InternalError": _BUSY,
    "503": _BUSY,
    "500": _BUSY,
}
_OTHER = "{endpoint} refused to {doing} at {where} ({code}): look the code up in the server's documentation"


def code_of(error: ClientError) -> str:
    """The error code of a refusal (`NoSuchKey`, `412`), its letters and digits only."""
    return re.sub(r"\W", "", str(error.response.get("Error", {}).get("Code", "")))[:60] or "unknown"


def shown(endpoint: str) -> str:
    """An address without the user and password that it may hold."""
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def sentence(error: Exception, where: str, endpoint: str, doing: str) -> str:
    """One line on an error of boto3: what could not be done, why, and what to do about it."""
    address = shown(endpoint)
    if isinstance(error, ClientError):
        code = code_of(error)
        return _SENTENCES.get(code, _OTHER).format(where=where, endpoint=address, doing=doing, code=code)
    if isinstance(error, _WITHOUT_CREDENTIALS):
        return _CREDENTIALS.format(where=where)
    if isinstance(error, SSLError):
        return (
            f"the certificate of {address} is not trusted: install its authority and name it in AWS_CA_BUNDLE"
        )
    if isinstance(error, ConnectionError | HTTPClientError | Boto3Error):
        return f"cannot reach {address} to {doing} at {where}: check the network and the address"
    if isinstance(error, ParamValidationError):
        return f"{where} is no address of a bucket: write s3://bucket/prefix in CITES_STORAGE"
    return f"cannot {doing} at {where} ({type(error).__name__}): check the AWS settings of this machine"


@contextmanager
def explained(where: str, endpoint: str, doing: str) -> Iterator[None]:
    """Turn an error of boto3 into a StorageError; `doing` is a verb and its object."""
    try:
        yield
    except (ClientError, BotoCoreError, Boto3Error) as error:
        raise StorageError(sentence(error, where, endpoint, doing)) from error
