package io.tollgate.msrp.session;

import io.netty.channel.EventLoop;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrpclient.MsrpAgent;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is sent after somebody joined goes to them too, however busy the loop was. */
class JoiningTest {
  /** A loop that has more tasks than this to run looks at its sockets in between. */
  private static final int TASKS_AT_ONCE = 64;

  @Test
  void aMessageSentAfterSomebodyJoinedDoesNotOvertakeHisJoining() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(2);
        MsrpAgent late = MsrpAgent.onLoopback()) {
      MsrpAgent sender = lab.agents.get(0);
      lab.agents.get(1).awaitMessage(sender.send(ConferenceLab.says(0, "the connection is bound")));
      CountDownLatch busy = keepBusy(((Conference) lab.conference).loop.executor);
      FocusLeg leg = lab.conference.join(new MsrpParticipant(ConferenceLab.uri(2)));
      leg.admit(lab.gate);
      leg.remoteOffer(late.sdp("active"));
      late.agree(leg.answer(), false);
      String id = sender.send(ConferenceLab.says(0, "welcome"));
      busy.countDown();
      late.connect();
      late.awaitMessage(id);
    }
  }

  private static CountDownLatch keepBusy(EventLoop loop) {
    CountDownLatch busy = new CountDownLatch(1);
    loop.execute(
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 2 * TASKS_AT_ONCE; i++) {
      loop.execute(() -> {});
    }
    return busy;
  }
}
