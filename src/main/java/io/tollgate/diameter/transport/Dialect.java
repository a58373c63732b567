package io.tollgate.diameter.transport;

import io.tollgate.diameter.avp.Avps;

/** How a request is written for the server that it goes to. */
public interface Dialect {

  /** For all the same. */
  Dialect NONE =
      new Dialect() {
        @Override
        public Avps write(String server, Avps body) {
          return body;
        }

        @Override
        public boolean announcesOverloadControl(String server) {
          return true;
        }
      };

  /**
   * @param server the one that has the session, or the peer that was chosen
   */
  Avps write(String server, Avps body);

  /** OC-Supported-Features (RFC 7683 5.1.1). */
  boolean announcesOverloadControl(String server);
}
