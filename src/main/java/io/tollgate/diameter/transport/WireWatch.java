package io.tollgate.diameter.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Sees the charging messages as they go over the wire, without those of the peers' own dialogue
 * (capabilities, watchdogs, good-byes). Called on the thread of the transport: must be quick.
 */
public interface WireWatch {

  /** Nobody looks: nothing is copied for it. */
  WireWatch NONE =
      new WireWatch() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void saw(Sighting sighting) {}
      };

  /**
   * One message.
   *
   * @param session the Session-Id; null where none can be made out
   * @param sent by us; else it came from the peer
   * @param bytes the whole message, which nobody changes any more
   */
  record Sighting(
      String peer,
      @Nullable String session,
      boolean sent,
      @Nullable InetSocketAddress here,
      @Nullable InetSocketAddress there,
      byte[] bytes) {}

  default boolean isOn() {
    return true;
  }

  void saw(Sighting sighting);

  /** Both of them. */
  static WireWatch of(WireWatch one, WireWatch other) {
    if (!one.isOn()) {
      return other;
    }
    if (!other.isOn()) {
      return one;
    }
    return sighting -> {
      one.saw(sighting);
      other.saw(sighting);
    };
  }
}
