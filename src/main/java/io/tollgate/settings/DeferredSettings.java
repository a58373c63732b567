package io.tollgate.settings;

import io.tollgate.deferred.DeferredPayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Page-mode messages for users who are away. */
public record DeferredSettings(
    @Setting(
            value =
                "Final answers to a MESSAGE that mean that the recipient is away: the message is kept"
                    + " and the sender gets 202. Nothing here keeps no messages, for example 480.",
            byDefault = "")
        List<Integer> on,
    @Setting(
            value =
                "Who pays for a kept message: the sender when they submit it, given back if it expires,"
                    + " or the recipient when they fetch it.",
            byDefault = "sender")
        DeferredPayer payer,
    @Setting(
            value =
                "The kept messages, an SQLite file; a relative path lies in `storage.directory`. One"
                    + " server at a time uses it.",
            byDefault = "deferred.db")
        Path file,
    @Setting(
            value = "How long a message waits at most; its sender may ask for less by Expires.",
            byDefault = "72h",
            min = "1s",
            max = "8760h")
        Duration lifetime,
    @Setting(
            value = "How often expired messages are looked for.",
            byDefault = "1min",
            min = "1s",
            max = "1h")
        Duration sweep,
    @Setting(
            value =
                "Most messages that wait in all; beyond, the sender gets the recipient's answer.",
            byDefault = "10000",
            min = "1",
            max = "10000000",
            unit = "messages")
        int messages,
    @Setting(
            value = "Most messages that wait for one recipient.",
            byDefault = "100",
            min = "1",
            max = "100000",
            unit = "messages")
        int perRecipient) {

  public DeferredSettings {
    for (int status : on) {
      if (status < 300 || status > 699) {
        throw new IllegalArgumentException(
            "deferred.on: \"%d\" (expected: final answers that refuse, from 300 to 699)"
                .formatted(status));
      }
    }
  }
}
