package io.tollgate.lab.ocs;

import io.tollgate.lab.common.Wishes;
import io.tollgate.lab.fault.Disturbance;
import io.tollgate.lab.fault.Reply;
import io.tollgate.lab.stack.AvpReader;
import io.tollgate.lab.stack.AvpWriter;
import io.tollgate.lab.stack.Code;
import io.tollgate.lab.stack.LabApplication;
import io.tollgate.lab.stack.LabRequest;
import io.tollgate.lab.stack.LabStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The rating engine on the wire: CCR in, CCA out, RAR and ASR on command. */
public final class OcsFunction implements AutoCloseable {

  private static final int RE_AUTH = 258;
  private static final int ABORT_SESSION = 274;
  private static final long AUTHORIZE_ONLY = 0;
  private static final long CREDIT_CONTROL = 4;

  private final Ocs ocs;
  private final OcsLog log;
  private final Disturbance disturbance;
  private final Clock clock;
  private final Supplier<LabStack> stack;
  private final Supervision supervision = new Supervision();

  private OcsFunction(
      Ocs ocs, OcsLog log, Disturbance disturbance, Clock clock, Supplier<LabStack> stack) {
    this.ocs = ocs;
    this.log = log;
    this.disturbance = disturbance;
    this.clock = clock;
    this.stack = stack;
  }

  /**
   * @param stack the connection to the peers, asked for when a request of our own is to be sent
   */
  public static OcsFunction open(
      Ocs ocs,
      Optional<Path> folder,
      Disturbance disturbance,
      Clock clock,
      Supplier<LabStack> stack)
      throws IOException {
    return new OcsFunction(ocs, OcsLog.open(folder, ocs), disturbance, clock, stack);
  }

  public Ocs engine() {
    return ocs;
  }

  public void handle(LabRequest request) {
    AvpReader avps = request.avps();
    CreditType type = CreditType.of(avps.numberOr(0, Code.CC_REQUEST_TYPE));
    OptionalLong number = avps.number(Code.CC_REQUEST_NUMBER);
    disturbance.pass(
        request,
        "ro",
        type.name(),
        answer -> echo(answer, type, number),
        () ->
            Wishes.of(ocs.config(), "ocs")
                .refused(request, type.name())
                .orElseGet(() -> charge(CreditRequestReader.read(request))));
  }

  /** Sets the balance of an account, in millionths. */
  public synchronized void setBalance(String account, long balance) {
    ocs.setBalance(account, balance);
    log.balance(clock.instant(), "BALANCE", account, balance);
  }

  public synchronized void topUp(String account, long amount) {
    ocs.topUp(account, amount);
    log.balance(clock.instant(), "TOP-UP", account, amount);
  }

  /** Closes the sessions whose clients have been silent for longer than ocs.supervision. */
  public synchronized void supervise() {
    long seconds = supervised();
    if (seconds == 0) {
      return;
    }
    List<String> open =
        ocs.sessions().stream()
            .filter(CreditSession::isOpen)
            .map(CreditSession::sessionId)
            .toList();
    for (String session : supervision.expired(open, Duration.ofSeconds(seconds), clock.instant())) {
      ocs.expire(session);
      log.expired(clock.instant(), session);
    }
  }

  private long supervised() {
    return ocs.config().number("ocs.supervision");
  }

  /**
   * Sends RAR (RFC 8506 clause 5.5), for the whole session or one rating group.
   *
   * @return the Result-Code of the RAA
   */
  public CompletableFuture<Long> reauthorise(String sessionId, OptionalLong ratingGroup) {
    return ask(
        RE_AUTH,
        sessionId,
        rar -> {
          rar.unsigned32(Code.RE_AUTH_REQUEST_TYPE, AUTHORIZE_ONLY);
          ratingGroup.ifPresent(group -> rar.unsigned32(Code.RATING_GROUP, group));
        });
  }

  /**
   * Sends ASR (RFC 6733 clause 8.5).
   *
   * @return the Result-Code of the ASA
   */
  public CompletableFuture<Long> abort(String sessionId) {
    return ask(ABORT_SESSION, sessionId, asr -> {});
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private synchronized Reply charge(CreditRequest request) {
    boolean duplicate =
        ocs.session(request.sessionId())
            .map(session -> session.numbers().contains(request.number()))
            .orElse(false);
    CreditAnswer answer = ocs.handle(request);
    if (supervised() > 0) {
      supervision.heard(request.sessionId(), clock.instant());
    }
    log.request(clock.instant(), request, answer, duplicate);
    return new Reply(
        answer.result(), cca -> CreditAnswerWriter.write(cca, request, answer, ocs.config()));
  }

  private static void echo(AvpWriter answer, CreditType type, OptionalLong number) {
    if (type != CreditType.UNKNOWN) {
      answer.unsigned32(Code.CC_REQUEST_TYPE, type.ordinal());
    }
    number.ifPresent(value -> answer.unsigned32(Code.CC_REQUEST_NUMBER, value));
  }

  /**
   * A session that is not ours is tried at the only peer: that is how unknown sessions are tested.
   */
  private CompletableFuture<Long> ask(int command, String sessionId, Consumer<AvpWriter> content) {
    CreditRequest opening = ocs.session(sessionId).map(CreditSession::opening).orElse(null);
    String host = opening == null ? stack.get().peers().get(0) : opening.originHost();
    String realm = opening == null ? host.substring(host.indexOf('.') + 1) : opening.originRealm();
    return stack
        .get()
        .request(
            host,
            command,
            LabApplication.CREDIT_CONTROL,
            request -> {
              request
                  .text(Code.SESSION_ID, sessionId)
                  .text(Code.DESTINATION_REALM, realm)
                  .text(Code.DESTINATION_HOST, host)
                  .unsigned32(Code.AUTH_APPLICATION_ID, CREDIT_CONTROL);
              content.accept(request);
            });
  }
}
