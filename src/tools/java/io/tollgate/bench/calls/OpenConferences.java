package io.tollgate.bench.calls;

import io.tollgate.phone.Call;
import io.tollgate.phone.PhoneBank;
import java.util.ArrayList;
import java.util.List;

/** Conferences that stay open, with phones of this JVM that dial in. */
final class OpenConferences implements AutoCloseable {
  private static final int AT_ONCE = 20;

  private final PhoneBank bank;
  private final String factory;

  OpenConferences(int serverPort) {
    bank = new PhoneBank(serverPort).patience(50);
    factory = "sip:conference-factory@127.0.0.1:" + serverPort;
  }

  /** Participants that are in. */
  long open(int conferences, int participants) {
    long in = 0;
    for (int number = 0; number < conferences; number++) {
      Call owner = bank.phone("owner" + number).convene(factory);
      if (owner.status() != 200) {
        continue;
      }
      in++;
      for (int next = 1; next < participants; next += AT_ONCE) {
        List<Call> joining = new ArrayList<>();
        for (int each = next; each < Math.min(participants, next + AT_ONCE); each++) {
          joining.add(bank.phone("c" + number + "p" + each).call(owner.remoteTarget()));
        }
        in += joining.stream().filter(call -> call.status() == 200).count();
      }
    }
    return in;
  }

  @Override
  public void close() {
    bank.close();
  }
}
