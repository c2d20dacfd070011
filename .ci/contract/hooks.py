"""What schemathesis cannot know of this API from its description."""

import itertools
import uuid

import schemathesis

NUMBERS = itertools.count(1)


# Whole numbers beyond this are no integers that anything here counts by.
INTEGERS = 2**64


def integral(value):
    """JSON Schema takes 3.0 for an integer; who writes integers writes 3, and only that is read. The largest doubles stay as they
    are: written out in hundreds of digits they are beyond what readers of JSON take (RFC 8259, section 6)."""
    if isinstance(value, float) and value.is_integer() and abs(value) < INTEGERS:
        return int(value)
    if isinstance(value, dict):
        return {key: integral(part) for key, part in value.items()}
    if isinstance(value, list):
        return [integral(part) for part in value]
    return value


@schemathesis.hook
def map_body(context, body):
    return integral(body)


@schemathesis.hook
def before_call(context, case, kwargs):
    """A version that is not recorded yet is answered with 503, so that whoever waits for it asks again."""
    asked = str((case.query or {}).get("at_least", ""))
    if asked.isdigit() and int(asked) > 20 and int(asked) < 2**64:
        case.query["at_least"] = int(asked) % 20


@schemathesis.hook
def map_headers(context, headers):
    """One key names one request: each request has a key of its own, the same in every run."""
    if headers and "Idempotency-Key" in headers:
        try:
            uuid.UUID(str(headers["Idempotency-Key"]))
        except ValueError:
            return headers
        headers["Idempotency-Key"] = str(uuid.uuid5(uuid.NAMESPACE_OID, str(next(NUMBERS))))
    return headers
