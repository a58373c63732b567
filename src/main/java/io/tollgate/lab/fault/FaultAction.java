package io.tollgate.lab.fault;

/** What goes wrong. "Processed" means stored or charged, so that a repeat of it is a duplicate. */
public sealed interface FaultAction {

  /** Processed; the answer goes out late. */
  record Delay(long millis) implements FaultAction {}

  /** Not processed, not answered: the request is lost. */
  record Drop() implements FaultAction {}

  /** Processed but not answered: the answer is lost. */
  record Mute() implements FaultAction {}

  /** Not processed; answered with this Result-Code. */
  record Code(long resultCode) implements FaultAction {}

  /** Not processed; the connection is closed. */
  record Close() implements FaultAction {}

  /** Processed; the connection is closed instead of an answer. */
  record CloseAfter() implements FaultAction {}
}
