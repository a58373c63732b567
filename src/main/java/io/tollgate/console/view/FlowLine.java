package io.tollgate.console.view;

import io.tollgate.charging.flow.Flow;
import io.tollgate.charging.flow.Step;
import io.tollgate.console.web.Formats;
import java.util.List;

/** One flow of the book in force. */
public record FlowLine(
    String figure, String profile, String charged, String procedure, List<String> steps) {

  static FlowLine of(Flow flow) {
    return new FlowLine(
        flow.figure(),
        flow.profile().name(),
        flow.charging().key(),
        Formats.word(flow.procedure()),
        flow.steps().stream().map(FlowLine::said).toList());
  }

  private static String said(Step step) {
    return switch (step) {
      case CHARGE_OFFLINE -> "charge offline (Rf)";
      case CHARGE_ONLINE -> "charge online (Ro)";
      case ANSWER_ORIGINATOR -> "answer the originator";
      case AWAIT_ACK -> "wait for the ACK";
      case FORWARD -> "forward";
      case AWAIT_FIRST_ACCEPTANCE -> "wait for the first acceptance";
    };
  }
}
