package io.tollgate.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptionsProbeIT {
  private TollgateServer server;

  @BeforeAll
  void start() {
    server = TollgateServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void answersOverUdp() {
    SippRun run = SippRunner.scenario("uac-options").to(server.sipPort()).run();

    assertThat(run.received("200").get(0).header("CSeq")).isEqualTo("1 OPTIONS");
    assertThat(run.sent("OPTIONS")).hasSize(1);
  }

  @Test
  void answersOverTcp() {
    SippRunner.scenario("uac-options").tcp().to(server.sipPort()).calls(20).run();
  }

  @Test
  void leavesNoApplicationSessionBehind() {
    SippRunner.scenario("uac-options").to(server.sipPort()).calls(20).run();

    Await.until(() -> server.application().sipContainer().liveSessions() == 0, "sessions to end");
  }

  @Test
  void theRunnerTellsWhatDiffered(@TempDir Path folder) throws Exception {
    Path wrong = folder.resolve("wrong.xml");
    Files.writeString(
        wrong,
        Files.readString(Path.of("sipp-scenarios", "uac-options.xml"))
            .replace("response=\"200\"", "response=\"404\""));

    assertThatThrownBy(() -> SippRunner.file(wrong).to(server.sipPort()).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("404")
        .hasMessageContaining("SIP/2.0 200");
  }
}
