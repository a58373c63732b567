package io.tollgate.deferred;

import java.time.Duration;

/**
 * @param messages in the whole store
 * @param perRecipient for one recipient
 * @param lifetime how long a message waits at most; its sender may ask for less
 */
public record DeferredLimits(int messages, int perRecipient, Duration lifetime) {}
