package io.tollgate.bench.soak;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Sdps;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What users do, once; each has sockets of its own, so that nothing of it outlives it here. */
enum Scene {
  /** Two who chat, and change their session in between. */
  CHAT {
    @Override
    void play(PhoneBank bank, String factory) throws IOException, InterruptedException {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob").manner(Phone.Manner.IGNORE);
      try (MsrpAgent mine = MsrpAgent.onLoopback();
          MsrpAgent theirs = MsrpAgent.onLoopback()) {
        Call call = alice.call(bob.uri(), "application/sdp", mine.sdp("active"), "");
        Call incoming = bob.incoming();
        incoming.respond(incoming.invitation(), 200, "OK", theirs.sdp("passive"));
        expect(call.status());
        mine.agree(call.answer().body(), true);
        for (int i = 0; i < MESSAGES; i++) {
          Outgoing message = Outgoing.text("message " + i);
          int length = message.body().length;
          mine.ask(mine.chunk(message, 0, length, "1-" + length + "/" + length, '$'));
          TimeUnit.MILLISECONDS.sleep(PAUSE);
        }
        hangUp(call);
      }
    }
  },

  /** A call whose media change twice, once from each side. */
  CHANGES {
    @Override
    void play(PhoneBank bank, String factory) throws InterruptedException {
      Phone bob = bank.phone("bob");
      Call call = bank.phone("alice").call(bob.uri());
      expect(call.status());
      Call incoming = bob.incoming();
      incoming.await("ACK");
      call.reinvite(Sdps.offer("alice", 2)).answer();
      TimeUnit.MILLISECONDS.sleep(PAUSE);
      incoming.reinvite(Sdps.offer("bob", 9)).answer();
      TimeUnit.MILLISECONDS.sleep(PAUSE);
      hangUp(call);
    }
  },

  /** A conference of five: four are invited, one dials in, one leaves, its owner ends it. */
  CONFERENCE {
    @Override
    void play(PhoneBank bank, String factory) throws InterruptedException {
      Phone[] invited = {bank.phone("b"), bank.phone("c"), bank.phone("d")};
      Call owner = bank.phone("owner").convene(factory, invited);
      expect(owner.status());
      for (Phone each : invited) {
        each.incoming().await("ACK");
      }
      Call guest = bank.phone("guest").call(owner.remoteTarget());
      expect(guest.status());
      TimeUnit.MILLISECONDS.sleep(PAUSE);
      for (Phone each : invited) {
        Call leg = each.latest();
        if (leg != null) {
          hangUp(leg);
        }
      }
      hangUp(guest);
      hangUp(owner);
    }
  };

  private static final int MESSAGES = 10;
  private static final int PAUSE = 100;

  /**
   * @throws AssertionError when it came otherwise, as it may while charging functions are away
   */
  abstract void play(PhoneBank bank, String factory) throws IOException, InterruptedException;

  private static void expect(int status) {
    if (status != 200) {
      throw new AssertionError("refused with " + status);
    }
  }

  /** The server may have been first. */
  private static void hangUp(Call call) {
    if (call.requests("BYE").isEmpty()) {
      call.bye().answer();
    }
  }
}
