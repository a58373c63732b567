package io.tollgate.crash;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Two users who chat, hang up and begin again, until the round is over. */
final class Chat implements Runnable {

  /**
   * How they chat.
   *
   * @param messages in one session
   * @param pace between two
   * @param uncertain of a session that was broken off: messages that were taken so shortly before
   *     need not be charged
   * @param endsSurely an end that the server confirmed is charged with all that was used; it is not
   *     where the server cannot reach what it notes it in, and loses the session to another
   */
  record Manner(int messages, Duration pace, Duration uncertain, boolean endsSurely) {

    /** As fast as it goes, at a server that loses nothing when its process dies. */
    static final Manner HASTE = new Manner(15, Duration.ZERO, Duration.ZERO, true);
  }

  private final PhoneBank bank;
  private final Phone alice;
  private final Phone bob;
  private final long end;
  private final Manner manner;
  private final List<SeenCall> seen = new ArrayList<>();
  private final Deque<Long> taken = new ArrayDeque<>();
  private long offered;

  Chat(PhoneBank bank, String name, long end) {
    this(bank, name, end, Manner.HASTE);
  }

  Chat(PhoneBank bank, String name, long end, Manner manner) {
    this.manner = manner;
    this.bank = bank;
    this.alice = bank.phone("alice-" + name);
    this.bob = bank.phone("bob-" + name).manner(Phone.Manner.IGNORE);
    this.end = end;
  }

  @Override
  public void run() {
    while (System.nanoTime() < end) {
      try (MsrpAgent mine = MsrpAgent.on(bank.host());
          MsrpAgent theirs = MsrpAgent.on(bank.host())) {
        session(mine, theirs);
      } catch (IOException | AssertionError | RuntimeException e) {
        // The server is being killed under this call; what was seen of it has been noted.
        Thread.onSpinWait();
      }
    }
  }

  private void session(MsrpAgent mine, MsrpAgent theirs) throws IOException {
    Call out = alice.call(bob.uri(), "application/sdp", mine.sdp("active"), "");
    Call in = bob.incoming();
    in.respond(in.invitation(), 200, "OK", theirs.sdp("passive"));
    if (out.status() != 200) {
      return;
    }
    String callId = out.answer().header("Call-ID");
    taken.clear();
    offered = 0;
    boolean ended = false;
    try {
      mine.agree(out.answer().body(), true);
      talk(mine);
      ended = out.bye().status() == 200;
    } finally {
      long charged = ended && manner.endsSurely() ? taken.size() : certain();
      note(new SeenCall(callId, alice.user(), ended && manner.endsSurely(), charged, offered));
    }
  }

  /**
   * Those that were taken long enough before the session broke off. A server that was stopped for a
   * while, and lost its sessions meanwhile, answers what it finds when it goes on: for it the
   * session broke off where that gap begins.
   */
  private long certain() {
    long uncertain = manner.uncertain().toNanos();
    Long before = null;
    for (Long when : taken) {
      if (before != null && uncertain > 0 && when - before > uncertain) {
        break;
      }
      before = when;
    }
    long until = (before == null ? System.nanoTime() : before) - uncertain;
    return taken.stream().filter(when -> when - until <= 0).count();
  }

  private void talk(MsrpAgent mine) throws IOException {
    for (int i = 0; i < manner.messages(); i++) {
      Outgoing message = Outgoing.text("message " + i + " on port " + bank.port());
      int length = message.body().length;
      byte[] request = mine.chunk(message, 0, length, "1-" + length + "/" + length, '$');
      offered++;
      if (mine.ask(request) == 200) {
        taken.add(System.nanoTime());
      }
      LockSupport.parkNanos(manner.pace().toNanos());
    }
  }

  private synchronized void note(SeenCall call) {
    seen.add(call);
  }

  synchronized List<SeenCall> seen() {
    return List.copyOf(seen);
  }
}
