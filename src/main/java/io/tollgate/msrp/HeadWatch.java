package io.tollgate.msrp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Sees the heads of MSRP frames as they come in and go out: no content, and each frame once. Called
 * on the thread of the connection: must be quick.
 */
public interface HeadWatch {

  /** Nobody looks: no frame is read a second time for it. */
  HeadWatch NONE =
      new HeadWatch() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void saw(Sighting sighting) {}
      };

  /**
   * One head.
   *
   * @param call the Call-ID of the session that it is of; empty where none is known
   * @param sent by us; else it came from the peer
   * @param octets from "MSRP" to the line end of the last header
   */
  record Sighting(
      String call,
      boolean sent,
      @Nullable InetSocketAddress here,
      @Nullable InetSocketAddress there,
      byte[] octets) {}

  default boolean isOn() {
    return true;
  }

  void saw(Sighting sighting);
}
