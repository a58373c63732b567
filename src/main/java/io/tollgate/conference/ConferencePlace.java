package io.tollgate.conference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a conference is. */
public sealed interface ConferencePlace {

  /**
   * This server has it.
   *
   * @param kept as it was at a server that died, to be opened again; null if it is new, or over
   */
  record Here(@Nullable KeptConference kept) implements ConferencePlace {}

  /**
   * @param server its SIP URIs, one for each way to reach it
   */
  record There(List<String> server) implements ConferencePlace {

    public There {
      server = List.copyOf(server);
    }
  }

  /** No server has it. */
  record Nowhere() implements ConferencePlace {}

  /** Its server is silent, and no other has taken it over yet; or nobody could be asked. */
  record Unreachable(int retryAfterSeconds) implements ConferencePlace {}
}
