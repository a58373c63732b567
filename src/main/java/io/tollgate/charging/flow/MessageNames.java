package io.tollgate.charging.flow;

import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceProfile;

/**
 * C1: what the figures of each profile call the messages that this product calls START, INTERIM,
 * STOP, EVENT (CH-1) and INITIAL, UPDATE, TERMINATION, EVENT (CH-2). For labels in logs and ladders
 * only.
 */
public final class MessageNames {

  private MessageNames() {}

  public static String offline(ServiceProfile profile, RecordType type) {
    String suffix = profile == ServiceProfile.IM ? "Record" : "Request";
    return switch (type) {
      case START -> "Start" + suffix;
      case INTERIM -> "Interim" + suffix;
      case STOP -> "Stop" + suffix;
      case EVENT -> "Event" + suffix;
    };
  }

  public static String online(CreditRequestType type) {
    return switch (type) {
      case INITIAL -> "StartRequest";
      case UPDATE -> "Update Request";
      case TERMINATION -> "StopRequest";
      case EVENT -> "EventRequest";
    };
  }
}
