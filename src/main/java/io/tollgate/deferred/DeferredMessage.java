package io.tollgate.deferred;

import io.tollgate.charging.record.Octets;
import java.time.Instant;
import java.util.Map;

/**
 * A message that waits for its recipient.
 *
 * @param id unguessable and unique
 * @param recipient the URI it was sent to, as routing needs it
 * @param headers what the recipient is to see: From, P-Asserted-Identity, Subject, CPM headers
 * @param terms what charging needs to know at retrieval or expiry, opaque here
 * @param debit who was debited at submission and is given it back at expiry; empty if the recipient
 *     pays
 */
public record DeferredMessage(
    String id,
    String recipient,
    Instant stored,
    Instant expires,
    String contentType,
    Octets body,
    Map<String, String> headers,
    String terms,
    String debit) {

  public DeferredMessage {
    headers = Map.copyOf(headers);
  }
}
