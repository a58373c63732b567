package io.tollgate.msrp;

import org.jspecify.annotations.Nullable;

/**
 * Listening with TLS.
 *
 * @param port 0 takes a free one
 * @param keyStore PKCS#12 file with Tollgate's key; null makes a fresh self-signed one, which peers
 *     trust by the fingerprint in the SDP (RFC 4975 section 14.4)
 * @param trustStore PKCS#12 file with the certificates of those whose chains are trusted, where the
 *     SDP has no fingerprint; null trusts none
 */
public record MsrpTls(
    int port,
    @Nullable String keyStore,
    String password,
    @Nullable String trustStore,
    String trustPassword) {

  /** With a key of its own, and no trust but in fingerprints. */
  public static MsrpTls selfSigned(int port) {
    return new MsrpTls(port, null, "", null, "");
  }

  @Override
  public String toString() {
    return "MsrpTls[port=" + port + ", keyStore=" + keyStore + ", trustStore=" + trustStore + "]";
  }
}
