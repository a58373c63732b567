package io.tollgate.crash;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two users who chat, hang up and begin again, until the round is over. */
final class Chat implements Runnable {

  private static final int MESSAGES = 15;

  private final PhoneBank bank;
  private final Phone alice;
  private final Phone bob;
  private final long end;
  private final List<SeenCall> seen = new ArrayList<>();
  private long taken;
  private long offered;

  Chat(PhoneBank bank, String name, long end) {
    this.bank = bank;
    this.alice = bank.phone("alice-" + name);
    this.bob = bank.phone("bob-" + name).manner(Phone.Manner.IGNORE);
    this.end = end;
  }

  @Override
  public void run() {
    while (System.nanoTime() < end) {
      try (MsrpAgent mine = MsrpAgent.onLoopback();
          MsrpAgent his = MsrpAgent.onLoopback()) {
        session(mine, his);
      } catch (IOException | AssertionError | RuntimeException e) {
        // The server is being killed under this call; what was seen of it has been noted.
        Thread.onSpinWait();
      }
    }
  }

  private void session(MsrpAgent mine, MsrpAgent his) throws IOException {
    Call out = alice.call(bob.uri(), "application/sdp", mine.sdp("active"), "");
    Call in = bob.incoming();
    in.respond(in.invitation(), 200, "OK", his.sdp("passive"));
    if (out.status() != 200) {
      return;
    }
    String callId = out.answer().header("Call-ID");
    taken = 0;
    offered = 0;
    boolean ended = false;
    try {
      mine.agree(out.answer().body(), true);
      talk(mine);
      ended = out.bye().status() == 200;
    } finally {
      note(new SeenCall(callId, alice.user(), ended, taken, offered));
    }
  }

  private void talk(MsrpAgent mine) throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      Outgoing message = Outgoing.text("message " + i + " on port " + bank.port());
      int length = message.body().length;
      byte[] request = mine.chunk(message, 0, length, "1-" + length + "/" + length, '$');
      offered++;
      if (mine.ask(request) == 200) {
        taken++;
      }
    }
  }

  private synchronized void note(SeenCall call) {
    seen.add(call);
  }

  synchronized List<SeenCall> seen() {
    return List.copyOf(seen);
  }
}
