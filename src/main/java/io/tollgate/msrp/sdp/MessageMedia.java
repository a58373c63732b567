package io.tollgate.msrp.sdp;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a peer's SDP says of its message session.
 *
 * @param host from {@code c=}, and {@code port} from {@code m=}: where a CEMA peer is reached
 * @param path the URIs of {@code a=path}, nearest first
 * @param maxSize {@code a=max-size}
 * @param fileSize {@code size:} of {@code a=file-selector} (RFC 5547)
 * @param fingerprint value of {@code a=fingerprint}
 */
public record MessageMedia(
    boolean secure,
    @Nullable String host,
    int port,
    List<MsrpUri> path,
    List<String> acceptTypes,
    List<String> wrappedTypes,
    OptionalLong maxSize,
    OptionalLong fileSize,
    @Nullable Setup setup,
    boolean cema,
    @Nullable String fingerprint) {

  /** Whether a connection to the one serves the other too. */
  public boolean isAt(MessageMedia other) {
    return path.equals(other.path)
        && secure == other.secure
        && Objects.equals(fingerprint, other.fingerprint);
  }

  /** To-Path for this peer. */
  public String toPath() {
    StringBuilder text = new StringBuilder();
    for (MsrpUri uri : path) {
      text.append(text.isEmpty() ? "" : " ").append(uri.text());
    }
    return text.toString();
  }

  /**
   * Where to connect: the first hop of the path, but for CEMA peers what {@code c=} and {@code m=}
   * say (RFC 6714 section 4.3), as a middlebox may have put itself there.
   */
  public String connectHost() {
    return cema && host != null ? host : path.get(0).address();
  }

  public int connectPort() {
    return cema && host != null ? port : path.get(0).port();
  }
}
