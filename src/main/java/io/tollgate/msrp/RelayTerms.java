package io.tollgate.msrp;

import io.tollgate.charging.record.NodeRole;
import java.time.Duration;
import java.util.List;

/**
 * @param label for logs: the Call-ID
 * @param charged the session case of the charged party, whose octets are input (IN); the other
 *     party's are output
 * @param sentOnly whether only what the charged party sends spends message units and counts as
 *     messages; octets count either way
 * @param callers the addresses of the user who calls: the CPIM From of what this user sends must
 *     name one of them, or nobody; none where the caller speaks for others, as a focus does
 * @param idle silence after which {@link MsrpListener#idle} is told; zero for never
 */
public record RelayTerms(
    String label, NodeRole charged, boolean sentOnly, List<String> callers, Duration idle) {

  public RelayTerms {
    callers = List.copyOf(callers);
  }
}
