package io.tollgate.bench.calls;

import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Places one call after the other beside the load and times INVITE to 200 OK: SIPp's own clock has
 * steps of 4 ms, which is more than a set-up takes.
 */
final class SetUpProbe implements AutoCloseable {
  private static final int PAUSE_MILLIS = 15;
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0\r\n";

  private final PhoneBank bank;
  private final List<Double> millis = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean going = true;

  private SetUpProbe(int serverPort) {
    bank = new PhoneBank(serverPort);
    thread = new Thread(this::run, "set-up-probe");
  }

  static SetUpProbe start(int serverPort) {
    SetUpProbe probe = new SetUpProbe(serverPort);
    probe.thread.start();
    return probe;
  }

  private void run() {
    Phone caller = bank.phone("probe");
    Phone callee = bank.phone("probed").manner(Phone.Manner.IGNORE);
    try {
      while (going) {
        long start = System.nanoTime();
        Call call = caller.call(callee.uri(), "application/sdp", SDP, "");
        Call incoming = callee.incoming();
        incoming.respond(incoming.invitation(), 200, "OK", SDP);
        if (call.status() == 200) {
          millis.add((System.nanoTime() - start) / 1e6);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        call.bye().answer();
      }
    } catch (InterruptedException | AssertionError e) {
      // A server that is overwhelmed: the load's own figures tell.
      going = false;
    }
  }

  /** Ends it; what was seen, sorted. */
  double[] stop() throws InterruptedException {
    going = false;
    thread.join(TimeUnit.SECONDS.toMillis(12));
    return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  @Override
  public void close() {
    going = false;
    bank.close();
  }
}
