package io.tollgate.msrp;

import io.tollgate.charging.record.NodeRole;
import java.time.Duration;

/**
 * @param label for logs: the Call-ID
 * @param charged the session case of the charged party, whose octets are input (IN); the other
 *     party's are output
 * @param sentOnly whether only what the charged party sends spends message units and counts as
 *     messages; octets count either way
 * @param idle silence after which {@link MsrpListener#idle} is told; zero for never
 */
public record RelayTerms(String label, NodeRole charged, boolean sentOnly, Duration idle) {}
