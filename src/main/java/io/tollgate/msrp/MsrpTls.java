package io.tollgate.msrp;

import org.jspecify.annotations.Nullable;

/**
 * Listening with TLS.
 *
 * @param port 0 takes a free one
 * @param keyStore PKCS#12 file with Tollgate's key; null makes a fresh self-signed one, which peers
 *     trust by the fingerprint in the SDP (RFC 4975 section 14.4)
 */
public record MsrpTls(int port, @Nullable String keyStore, String password) {

  @Override
  public String toString() {
    return "MsrpTls[port=" + port + ", keyStore=" + keyStore + "]";
  }
}
