package io.tollgate.msrp.sdp;

import org.jspecify.annotations.Nullable;

/**
 * What Tollgate says of itself on a leg.
 *
 * @param setup null leaves {@code a=setup} out
 * @param fingerprint of Tollgate's certificate; null on a leg without TLS
 * @param maxSize Tollgate's own limit: a larger {@code a=max-size} is lowered to it
 */
public record LocalMedia(
    MsrpUri uri, @Nullable Setup setup, @Nullable String fingerprint, long maxSize) {

  String mediaLine() {
    return "m=message " + uri.port() + (uri.secure() ? " TCP/TLS/MSRP *" : " TCP/MSRP *");
  }

  String connectionLine() {
    return (uri.host().startsWith("[") ? "c=IN IP6 " : "c=IN IP4 ") + uri.address();
  }

  String pathLine() {
    return "a=path:" + uri.text();
  }
}
