package io.tollgate.conference;

import io.tollgate.charging.record.Media;
import java.time.Instant;

/** A participant's re-INVITE or UPDATE that changes the session. */
public interface ModificationRequest {

  /** INVITE or UPDATE. */
  String method();

  Instant receivedAt();

  /** The media as they will be if it goes through. */
  Media media();

  /** What it changes is known: the others are to be asked. */
  boolean concernsOthers();

  /** It is the rest of a change that was charged when it was asked for (RFC 3261 14.2). */
  boolean isCharged();

  /** It puts the conference on hold. */
  boolean holds();

  /** Sends 200 with the answer. */
  void answer();

  void refuse(Release why);
}
