package io.tollgate.lab.stack;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdiameter.api.Answer;
import org.jdiameter.api.IllegalDiameterStateException;
import org.jdiameter.api.InternalException;
import org.jdiameter.api.RawSession;
import org.jdiameter.api.Request;
import org.jdiameter.client.api.IEventListener;
import org.jdiameter.client.api.IMessage;
import org.jdiameter.client.api.controller.IPeer;
import org.jdiameter.server.impl.StackImpl;

/** A request that the lab makes, and its one outcome. */
final class OwnRequest implements IEventListener {

  private static final long TIMEOUT_SECONDS = 10;

  private final CompletableFuture<Long> result = new CompletableFuture<>();

  private OwnRequest() {}

  static CompletableFuture<Long> send(
      LabStack node,
      StackImpl stack,
      IPeer peer,
      int command,
      LabApplication application,
      Consumer<AvpWriter> content) {
    OwnRequest listener = new OwnRequest();
    try {
      RawSession session = stack.getSessionFactory().getNewRawSession();
      IMessage message = (IMessage) session.createMessage(command, application.id());
      session.release();
      message.setRequest(true);
      message.setProxiable(true);
      // The stack has put an application id first; a Session-Id must come before it.
      message.getAvps().removeAvpByIndex(0);
      AvpWriter writer = new AvpWriter(message.getAvps());
      content.accept(writer);
      node.addOrigin(writer);
      message.setHopByHopIdentifier(peer.getHopByHopIdentifier());
      message.setListener(listener);
      message.setPeer(peer);
      peer.addMessage(message);
      message.createTimer(stack.getScheduledFacility(), TIMEOUT_SECONDS, TimeUnit.SECONDS);
      node.send(peer, message);
    } catch (InternalException | IllegalDiameterStateException e) {
      listener.result.completeExceptionally(new IOException("cannot send " + command, e));
    }
    return listener.result;
  }

  @Override
  public void receivedSuccessMessage(Request request, Answer answer) {
    result.complete(new AvpReader(answer.getAvps()).numberOr(0, Code.RESULT_CODE));
  }

  @Override
  public void timeoutExpired(Request request) {
    result.completeExceptionally(new IOException("no answer in " + TIMEOUT_SECONDS + " s"));
  }

  @Override
  public void setValid(boolean value) {}

  @Override
  public boolean isValid() {
    return !result.isDone();
  }
}
