package io.tollgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.fault.Fault;
import io.tollgate.lab.fault.FaultAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCdfTest {

  private static final int START = 2;
  private static final int INTERIM = 3;
  private static final int STOP = 4;

  @TempDir Path folder;

  @Test
  void capabilitiesNameAccountingOnly() throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
      assertThat(client.capabilities().resultCode()).isEqualTo(2001);
      assertThat(client.capabilities().number(259)).isEqualTo(3);
      assertThat(client.capabilities().has(258)).isFalse();
    }
  }

  @Test
  void theRecordsOfASessionFoldIntoOneLine() throws IOException {
    LabConfig config = LabConfig.ephemeral().with("directory", folder.toString());
    try (Lab lab = Lab.start(config);
        PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
      client.account("s;1", START, 0, sent(0));
      client.account("s;1", INTERIM, 1, sent(7));
      PlainAnswer answer = client.account("s;1", STOP, 2, sent(9));

      assertThat(answer.resultCode()).isEqualTo(2001);
      assertThat(answer.number(480)).isEqualTo(STOP);
      assertThat(answer.number(485)).isEqualTo(2);
      CallDetail session = lab.cdrs().session("s;1").orElseThrow();
      assertThat(session.isWhole()).isTrue();
      assertThat(session.last().number(Column.SENT)).isEqualTo(9);
      assertThat(session.last().get(Column.CALLING)).isEqualTo("sip:alice@example.com tel:+331");
      assertThat(Files.readAllLines(folder.resolve("cdr.csv"))).hasSize(2);
      assertThat(Files.readAllLines(folder.resolve("records.csv"))).hasSize(4);
    }
  }

  @Test
  void aRepeatIsAnsweredAndMarkedButNotCounted() throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
      client.account("s;1", START, 0);
      PlainAnswer again = client.accountAgain("s;1", START, 0);

      assertThat(again.resultCode()).isEqualTo(2001);
      assertThat(again.flags() & 0x10).as("T flag of the answer").isZero();
      assertThat(lab.cdrs().session("s;1").orElseThrow().duplicates()).isEqualTo(1);
      assertThat(lab.cdrs().records("s;1"))
          .extracting(AccountingRecord::isRetransmission, AccountingRecord::isDuplicate)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(false, false),
              org.assertj.core.groups.Tuple.tuple(true, true));
    }
  }

  @Test
  void whatWasAnsweredIsThereAfterARestartAndStillADuplicate() throws IOException {
    LabConfig config = LabConfig.ephemeral().with("directory", folder.toString());
    try (Lab lab = Lab.start(config);
        PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
      client.account("s;1", START, 0);
    }
    try (Lab lab = Lab.start(config);
        PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
      client.accountAgain("s;1", START, 0);
      client.account("s;1", STOP, 1);

      CallDetail session = lab.cdrs().session("s;1").orElseThrow();
      assertThat(session.duplicates()).isEqualTo(1);
      assertThat(session.isWhole()).isTrue();
    }
  }

  @Test
  void anErrorOnDemandIsSpentOnTheRequestItIsFor() throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
      lab.faults().add(Fault.code(3004).on("rf").type("INTERIM"));

      assertThat(client.account("s;1", START, 0).resultCode()).isEqualTo(2001);
      PlainAnswer refused = client.account("s;1", INTERIM, 1);
      assertThat(refused.resultCode()).isEqualTo(3004);
      assertThat(refused.flags() & 0x20).as("E bit").isNotZero();
      assertThat(client.account("s;1", INTERIM, 1).resultCode()).isEqualTo(2001);
      assertThat(lab.cdrs().session("s;1").orElseThrow().duplicates()).isZero();
    }
  }

  @Test
  void aLostAnswerLeavesTheRecordInTheStore() throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
      lab.faults().add(Fault.next(new FaultAction.Mute()));

      client.sendAccount("s;1", START, 0);
      client.accountAgain("s;1", START, 0);

      assertThat(lab.cdrs().session("s;1").orElseThrow().duplicates()).isEqualTo(1);
    }
  }

  @Test
  void aClosedConnectionIsOpenedAgain() throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral())) {
      lab.faults().add(Fault.next(new FaultAction.Close()));
      try (PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
        assertThatThrownBy(() -> client.account("s;1", START, 0)).isInstanceOf(IOException.class);
      }
      try (PlainClient client = PlainClient.connect("a.client.example", lab.cdfNode().port())) {
        assertThat(client.account("s;1", START, 0).resultCode()).isEqualTo(2001);
      }
    }
  }

  @Test
  void aNodeComesBackOnItsPort() throws IOException {
    try (Lab lab = Lab.start(LabConfig.ephemeral())) {
      int port = lab.cdfNode().port();
      try (PlainClient client = PlainClient.connect("a.client.example", port)) {
        client.account("s;1", START, 0);
        lab.cdfNode().stop();
      }
      lab.cdfNode().start();
      try (PlainClient client = PlainClient.connect("a.client.example", port)) {
        client.account("s;1", STOP, 1);
      }
      assertThat(lab.cdrs().session("s;1").orElseThrow().isWhole()).isTrue();
    }
  }

  private static byte[] sent(int messages) {
    return Octets.tgppGroup(
        873,
        Octets.tgppGroup(
            876, Octets.tgppText(831, "sip:alice@example.com"), Octets.tgppText(831, "tel:+331")),
        Octets.tgppGroup(2110, Octets.tgppU32(2114, messages)));
  }
}
