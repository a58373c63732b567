package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator changes in files takes effect while calls are up. */
class ReloadIT {
  @TempDir Path folder;
  private Path settings;
  private Path groups;
  private TollgateServer server;
  private PhoneBank bank;
  private Phone alice;
  private Phone bob;

  @BeforeEach
  void start() throws IOException {
    settings = folder.resolve("tollgate.properties");
    groups = folder.resolve("groups.txt");
    Files.writeString(groups, "# none yet\n");
    write("");
    server =
        TollgateServer.start(
            TollgateServer.options(Map.of())
                .withAttribute("io.tollgate.settings.file", settings.toString()));
    bank = new PhoneBank(server.sipPort());
    alice = bank.phone("alice");
    bob = bank.phone("bob");
  }

  @AfterEach
  void stop() {
    bank.close();
    server.close();
  }

  private void write(String more) throws IOException {
    Files.writeString(settings, "conference.groups-file=" + groups + "\n" + more);
  }

  private List<String> reload() {
    Supplier<?> action = (Supplier<?>) server.servletContext().getAttribute("io.tollgate.reload");
    return ((List<?>) action.get()).stream().map(Object::toString).toList();
  }

  @Test
  void limitsAndGroupsChangeAndTheCallThatIsUpGoesOn() throws Exception {
    Call call = alice.call(bob.uri());
    assertThat(call.status()).isEqualTo(200);
    write("sip.max-sessions=1\n");
    Files.writeString(groups, "sip:room@example.com room open\n");
    assertThat(reload()).startsWith("ok").contains("sip.max-sessions: 0 -> 1 (" + settings + ")");
    assertThat(alice.call(bob.uri()).status()).isEqualTo(503);
    write("");
    assertThat(reload()).startsWith("ok");
    Call room = alice.call("sip:room@example.com");
    assertThat(room.status()).isEqualTo(200);
    assertThat(call.refresh(2).status()).isEqualTo(200);
    room.bye();
    call.bye();
    Await.until(() -> server.application().openSessions() == 0, "all to be over");
  }

  @Test
  void whoMaySpeakChangesWhileTheListenersStay() throws Exception {
    Call call = alice.call(bob.uri());
    assertThat(call.status()).isEqualTo(200);
    write("sip.peers=192.0.2.1\n");
    assertThat(reload()).startsWith("ok").contains("sip.peers:  -> 192.0.2.1 (" + settings + ")");
    assertThat(alice.call(bob.uri()).status()).isEqualTo(403);
    write("sip.peers=192.0.2.1;trusted;tls=cscf.example.com\n");
    assertThat(reload()).startsWith("no").anyMatch(line -> line.contains("at a start only"));
    write("sip.peers=192.0.2.1, 127.0.0.1;trusted\n");
    assertThat(reload()).startsWith("ok");
    Call again = alice.call(bob.uri());
    assertThat(again.status()).isEqualTo(200);
    again.bye();
    call.bye();
  }

  @Test
  void aMistakeInANamedFileIsToldWithItsLineAndNothingChanges() throws Exception {
    write("sip.max-sessions=1\n");
    Files.writeString(groups, "sip:room@example.com rom open\n");
    assertThat(reload())
        .startsWith("no")
        .anyMatch(line -> line.startsWith("conference.groups-file: " + groups + ":1: \"rom\""))
        .contains("nothing was changed");
    Call first = alice.call(bob.uri());
    Call second = alice.call(bob.uri());
    assertThat(List.of(first.status(), second.status())).containsOnly(200);
    first.bye();
    second.bye();
  }
}
