package io.tollgate.sip.participating;

import io.tollgate.charging.record.NodeRole;
import java.time.Duration;

/**
 * The participating function as the operator wants it.
 *
 * @param noAnswer how long a callee may ring before the caller gets 480; zero for ever
 * @param maxDuration how long a session may last; zero for ever
 * @param mediaIdle how long a message session may be silent; zero for ever
 * @param anchorMessages whether message media goes through this node: needed to count and to refuse
 * @param chargeReceived whether messages that the charged user receives count too
 * @param defaultSessionCase for requests without Route or P-Served-User
 */
public record ParticipatingPolicy(
    Duration noAnswer,
    Duration maxDuration,
    Duration mediaIdle,
    boolean anchorMessages,
    boolean chargeReceived,
    NodeRole defaultSessionCase) {

  public static final ParticipatingPolicy DEFAULT =
      new ParticipatingPolicy(
          Duration.ofSeconds(60),
          Duration.ofHours(24),
          Duration.ofMinutes(30),
          true,
          true,
          NodeRole.ORIGINATING);
}
