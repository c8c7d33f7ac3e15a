import base64
import json
import time
import uuid

from cryptography.hazmat.primitives.serialization import load_pem_private_key

with open("portail.pem", "rb") as file:
    KEY = load_pem_private_key(file.read(), password=None)


def part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def statement(identifier):
    now = int(time.time())
    header = {"alg": "EdDSA", "typ": "JWT", "kid": "@KID@"}
    claims = {
        "iss": "@ISS@",
        "aud": "@AUD@",
        "sub": identifier,
        "iat": now,
        "exp": now + 120,
        "jti": str(uuid.uuid4()),
    }
    signed = b".".join(part(json.dumps(value).encode()) for value in (header, claims))
    return (signed + b"." + part(KEY.sign(signed))).decode()
