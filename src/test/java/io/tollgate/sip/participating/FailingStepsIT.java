package io.tollgate.sip.participating;

import static io.tollgate.charging.flow.Charging.OFFLINE;
import static io.tollgate.charging.flow.Charging.ONLINE;
import static io.tollgate.charging.record.ServiceProfile.IM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.launcher.ContainerOptions;
import io.tollgate.launcher.EmbeddedContainer;
import io.tollgate.sip.participating.ScriptedCharging.Opened;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that throws ends its session with 500 and settles its charging, whatever it throws. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingStepsIT {
  private final ScriptedCharging charging = new ScriptedCharging();
  private EmbeddedContainer container;
  private RawUa caller;
  private RawUa callee;
  private RawCall call;

  @BeforeAll
  void start() {
    ContainerOptions usual = TollgateServer.options(Map.of());
    container =
        EmbeddedContainer.start(
            ContainerOptions.onLoopback(
                    usual.workDirectory(), Path.of("src", "test", "webapps", "scripted"))
                .withSharedClasses()
                .withAttribute(ScriptedCharging.ATTRIBUTE, charging));
  }

  @AfterAll
  void stop() {
    try (EmbeddedContainer stopping = container) {
      Await.until(
          () -> ScriptedServlet.liveSessions(stopping.servletContext()) == 0, "sessions to end");
    }
  }

  @BeforeEach
  void open() {
    charging.reset();
    caller = new RawUa(container.sipPort());
    callee = new RawUa(container.sipPort());
    call = new RawCall(caller, callee);
  }

  @AfterEach
  void close() {
    caller.close();
    callee.close();
  }

  private static void fail() {
    throw new UnsupportedOperationException("a step of the test");
  }

  @Test
  void beforeTheInviteGoesOnItIsRefusedAndTheReservationGivenBack() {
    charging.flow(IM, ONLINE, Procedure.INITIATE_ONE_TO_ONE);
    charging.flow(IM, ONLINE, Procedure.INITIATION_FAILED);
    call.invite(RawCall.sdp(1, "sendrecv"));
    Opened opened = charging.awaitOpened();
    charging.awaitCharge(Procedure.INITIATE_ONE_TO_ONE);

    opened.owner().execute(FailingStepsIT::fail);

    caller.await("SIP/2.0 500");
    charging.awaitCharge(Procedure.INITIATION_FAILED).grant();
    assertThat(callee.drain(50)).isEmpty();
  }

  @Test
  void whileItRingsTheCalleeIsCancelled() {
    charging.flow(IM, OFFLINE, Procedure.INITIATION_FAILED);
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1");
    caller.await("SIP/2.0 180");

    charging.awaitOpened().owner().execute(FailingStepsIT::fail);

    caller.await("SIP/2.0 500");
    callee.answer(callee.await("CANCEL"), "200 OK", "b1");
    callee.answer(invite, "487 Request Terminated", "b1");
    charging.awaitCharge(Procedure.INITIATION_FAILED).grant();
  }

  @Test
  void anEstablishedSessionIsHungUpOnBothSides() {
    charging.flow(IM, OFFLINE, Procedure.NODE_FAILURE);
    call.establish();

    charging.awaitOpened().owner().execute(FailingStepsIT::fail);

    callee.answer(callee.await("BYE"), "200 OK", "b1");
    caller.answer(caller.await("BYE"), "200 OK", "");
    charging.awaitCharge(Procedure.NODE_FAILURE).grant();
  }

  @Test
  void aStepThatFailsAgainWhileItIsEndedDoesNotKeepTheSession() {
    charging.flow(IM, OFFLINE, Procedure.NODE_FAILURE);
    call.establish();
    Opened opened = charging.awaitOpened();

    opened.owner().execute(FailingStepsIT::fail);
    opened.owner().execute(FailingStepsIT::fail);

    callee.answer(callee.await("BYE"), "200 OK", "b1");
    caller.answer(caller.await("BYE"), "200 OK", "");
  }

  @Test
  void aPageMessageIsRefusedAndItsDebitGivenBack() {
    charging.flow(IM, ONLINE, Procedure.PAGE_MESSAGE);
    charging.flow(IM, ONLINE, Procedure.PAGE_MESSAGE_FAILED);
    call.request("MESSAGE", "Content-Type: text/plain", "Content-Length: 5", "", "hello");
    Opened opened = charging.awaitOpened();
    charging.awaitCharge(Procedure.PAGE_MESSAGE);

    opened.owner().execute(FailingStepsIT::fail);

    caller.await("SIP/2.0 500");
    charging.awaitCharge(Procedure.PAGE_MESSAGE_FAILED).grant();
  }

  /** The container's own, which it lets nobody set. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MSS_Initial_Remote_Port: 5060",
        "MSS_Initial_Remote_Addr: 192.0.2.1",
        "MSS_Initial_Remote_Transport: udp"
      })
  void aHeaderThatTheContainerReservesIsNotPassedOn(String header) {
    SipText invited = call.establish(header);
    assertThat(invited.text()).doesNotContain(header);
    call.request("INFO", header);
    SipText info = callee.await("INFO");
    assertThat(info.text()).doesNotContain(header);
    callee.answer(info, "200 OK", "b1", header);
    assertThat(
            caller
                .await(answer -> answer.header("CSeq").endsWith("INFO"), "answer to INFO")
                .startLine())
        .startsWith("SIP/2.0 200");
    call.hangUp();
  }

  @Test
  void chargingThatEndsTheSessionIsNoFailure() {
    call.establish();
    Opened opened = charging.awaitOpened();
    opened.owner().execute(() -> opened.control().endSession(new Refusal(402, "empty", null)));
    callee.answer(callee.await("BYE"), "200 OK", "b1");
    caller.answer(caller.await("BYE"), "200 OK", "");
  }
}
