"""C2PA manifests, signed in the tests: valid, broken, absent, and the extra missing."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import Any

import pytest

from khabar.material import credentials, sandbox
from tests.material import made

c2pa = pytest.importorskip("c2pa", reason="needs the extra c2pa")


def certificate(name: str, issuer: Any = None, issuer_key: Any = None) -> tuple[Any, Any]:
    """A key and a certificate for it: an authority's without an issuer, else one that may sign."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key, ca = ec.generate_private_key(ec.SECP256R1()), issuer is None
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test newsroom")])
    now, signing = datetime.datetime.now(datetime.UTC), issuer_key or key
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.subject if issuer else subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), False)
        .add_extension(x509.KeyUsage(True, False, False, False, False, ca, ca, False, False), True)
    )  # fmt: skip
    if not ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    return key, builder.sign(signing, hashes.SHA256())


@pytest.fixture(scope="module")
def signed() -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    root_key, root = certificate("Root")
    key, own = certificate("Signer", root, root_key)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, own.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM), pem, None))
    action = {"action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}
    manifest = {"claim_generator_info": [{"name": "Kamera", "version": "1"}], "format": "image/jpeg", "title": "x",
                "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}]}
    out = io.BytesIO()
    c2pa.Builder(manifest).sign(signer, "image/jpeg", io.BytesIO(made.jpeg(made.scene(1))), out)
    return out.getvalue()


def examined(path: Path, data: bytes) -> Any:
    path.write_bytes(data)
    return sandbox.examine(path, "JPEG", "image").facts


def test_a_manifest_is_read_and_validated(tmp_path: Path, signed: bytes) -> None:
    found = examined(tmp_path / "a.jpg", signed).credential
    assert (found.state, found.issuer, found.generator, found.actions) == ("Valid", "Test newsroom", "Kamera", ("c2pa.created",))
    assert found.failures == ("signingCredential.untrusted",)  # nobody vouches for the authority made here


def test_changed_pixels_break_it(tmp_path: Path, signed: bytes) -> None:
    data = bytearray(signed)
    data[-300] ^= 0xFF
    found = examined(tmp_path / "a.jpg", bytes(data)).credential
    assert found.state == "Invalid"
    assert "assertion.dataHash.mismatch" in found.failures


def test_none_is_no_sign_of_anything(tmp_path: Path) -> None:
    facts = examined(tmp_path / "a.jpg", made.jpeg(made.scene(1)))
    assert (facts.credential, facts.notes, facts.signs) == (None, (), ())


def test_without_the_extra_it_is_said(tmp_path: Path, signed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    (tmp_path / "a.jpg").write_bytes(signed)
    assert credentials.read(tmp_path / "a.jpg", "JPEG") == (None, credentials.MISSING)
