package io.tollgate.launcher;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTP is served.
 *
 * @param port 0 takes a free one
 * @param keyStore PKCS#12; null serves in the clear
 */
public record HttpOptions(String host, int port, @Nullable Path keyStore, String password) {

  /** A free port of the loopback address. */
  public static HttpOptions onLoopback() {
    return new HttpOptions("127.0.0.1", 0, null, "");
  }

  /** A record prints all that it holds otherwise. */
  @Override
  public String toString() {
    return (keyStore == null ? "http://" : "https://") + host + ":" + port;
  }
}
