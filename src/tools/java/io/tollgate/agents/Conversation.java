package io.tollgate.agents;

import io.tollgate.agents.UserAgent.State;
import io.tollgate.harness.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What two agents do with each other, one thing after the other, and what that has to cost. */
public final class Conversation {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final UserAgent caller;
  private final UserAgent callee;
  private final Bill bill;
  private int changes;
  private long began;

  /**
   * @param bill of the caller
   */
  public Conversation(UserAgent caller, UserAgent callee, Bill bill) {
    this.caller = caller;
    this.callee = callee;
    this.bill = bill;
  }

  private void await(String what, java.util.function.BooleanSupplier condition) {
    if (!Await.within(LIMIT, condition)) {
      throw new AssertionError(
          "waited for "
              + what
              + ": caller "
              + caller.state()
              + ", callee "
              + callee.state()
              + "\n"
              + Views.ladder(caller, callee));
    }
  }

  /** Until the caller hears it ring, and has acknowledged that where it has to. */
  public void ring() {
    long before = ringings();
    caller.call(callee.uri());
    await("the call to come", () -> callee.state() == State.INCOMING);
    await("the ringing", () -> ringings() > before);
    await(
        "the answers to all but the INVITE " + open(),
        () -> open().stream().allMatch(each -> each.contains(" INVITE ")));
  }

  private long ringings() {
    return caller.seen().stream().filter(seen -> !seen.sent() && seen.isStatus(180)).count();
  }

  public void establish() {
    ring();
    callee.accept();
    await("both to be up", () -> caller.state() == State.UP && callee.state() == State.UP);
    began = System.nanoTime();
    changes = 0;
    settle();
  }

  /** Until every request has its answer in the view of both, and each is where it was before. */
  public void settle() {
    await("answers " + open(), () -> open().isEmpty());
  }

  private List<String> open() {
    List<String> open = new ArrayList<>(Views.open(caller));
    open.addAll(Views.open(callee));
    return open;
  }

  /** The one who holds resumes, too; each is a change that the other one has to see. */
  public void holdAndResume(UserAgent who) {
    change(who, who::hold);
    change(who, who::resume);
  }

  private void change(UserAgent who, Runnable action) {
    UserAgent other = who == caller ? callee : caller;
    long before = Views.count(other, false, "INVITE");
    action.run();
    await("the change to arrive", () -> Views.count(other, false, "INVITE") > before);
    settle();
    changes++;
  }

  public void hangUp(UserAgent who) {
    double lasted = (System.nanoTime() - began) / 1e9;
    long sent = byes(true);
    long received = byes(false);
    who.hangUp();
    over();
    if (byes(true) != sent + 1 || byes(false) != received + 1) {
      throw new AssertionError(
          "BYE: "
              + (byes(true) - sent)
              + " sent, "
              + (byes(false) - received)
              + " received (expected: one each)\n"
              + Views.ladder(caller, callee));
    }
    bill.call(changes, lasted);
  }

  private long byes(boolean sent) {
    return Views.count(caller, sent, "BYE") + Views.count(callee, sent, "BYE");
  }

  /** The caller gives up while it rings. */
  public void cancel() {
    ring();
    caller.hangUp();
    over();
    bill.attempt();
  }

  /** The callee does not want it. */
  public void refuse() {
    ring();
    callee.hangUp();
    over();
    bill.attempt();
  }

  private void over() {
    await("the end", () -> caller.state() == State.IDLE && callee.state() == State.IDLE);
    settle();
  }

  /** A page-mode message from the caller. */
  public void message(String text) {
    long before = Views.count(callee, false, "MESSAGE");
    caller.message(callee.uri(), text);
    await("the message", () -> Views.count(callee, false, "MESSAGE") > before);
    settle();
    bill.message();
  }

  /** Both stay as they are for a while. */
  public void last(Duration time) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
    await("both to be up", () -> caller.state() == State.UP && callee.state() == State.UP);
  }
}
