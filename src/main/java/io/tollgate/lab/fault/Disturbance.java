package io.tollgate.lab.fault;

import io.tollgate.lab.stack.AvpWriter;
import io.tollgate.lab.stack.Code;
import io.tollgate.lab.stack.LabRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Lets requests through to a function, unless a fault is waiting for them. */
public final class Disturbance {

  private static final Logger LOG = LogManager.getLogger(Disturbance.class);
  private static final long PROTOCOL_ERRORS = 3000;
  private static final long TRANSIENT_FAILURES = 4000;

  private final Faults faults;
  private final ScheduledExecutorService timer;

  public Disturbance(Faults faults, ScheduledExecutorService timer) {
    this.faults = faults;
    this.timer = timer;
  }

  /**
   * @param echo the AVPs that any answer of the command repeats from the request
   * @param function what a request meets that no fault waits for
   */
  public void pass(
      LabRequest request,
      String application,
      String type,
      Consumer<AvpWriter> echo,
      Supplier<Reply> function) {
    FaultAction fault =
        faults.take(application, type, request.sessionId(), subscribers(request)).orElse(null);
    if (fault == null) {
      send(request, echo, function.get());
      return;
    }
    if (fault instanceof FaultAction.Delay delay) {
      Reply reply = function.get();
      timer.schedule(() -> send(request, echo, reply), delay.millis(), TimeUnit.MILLISECONDS);
    } else if (fault instanceof FaultAction.Mute) {
      Reply lost = function.get();
      LOG.debug("answer {} is lost on purpose", lost.resultCode());
    } else if (fault instanceof FaultAction.Code code) {
      send(request, echo, new Reply(code.resultCode(), avps -> {}));
    } else if (fault instanceof FaultAction.Close) {
      request.closeConnection();
    } else if (fault instanceof FaultAction.CloseAfter) {
      Reply lost = function.get();
      LOG.debug("answer {} is lost on purpose", lost.resultCode());
      request.closeConnection();
    }
  }

  /** In an ACR they stand in its Service-Information, in a CCR by themselves. */
  private static List<String> subscribers(LabRequest request) {
    List<String> subscribers =
        new ArrayList<>(request.avps().texts(Code.SUBSCRIPTION_ID, Code.SUBSCRIPTION_ID_DATA));
    subscribers.addAll(
        request
            .avps()
            .texts(Code.SERVICE_INFORMATION, Code.SUBSCRIPTION_ID, Code.SUBSCRIPTION_ID_DATA));
    return subscribers;
  }

  private static void send(LabRequest request, Consumer<AvpWriter> echo, Reply reply) {
    boolean protocolError =
        reply.resultCode() >= PROTOCOL_ERRORS && reply.resultCode() < TRANSIENT_FAILURES;
    // An answer with the E bit follows its own grammar (RFC 6733 clause 7.2).
    request.answer(
        reply.resultCode(), protocolError ? reply.content() : echo.andThen(reply.content()));
  }
}
