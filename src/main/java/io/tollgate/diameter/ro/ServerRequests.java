package io.tollgate.diameter.ro;

import io.tollgate.charging.CreditCommands;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.RequestHandler;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** RAR and ASR to charging, and its reaction to RAA and ASA (RFC 8506 5.5, RFC 6733 8.5). */
public final class ServerRequests implements RequestHandler {
  private final CreditCommands commands;
  private final BiConsumer<String, OptionalLong> originStates;

  /**
   * @param originStates told the Origin-State-Id of each peer that connects
   */
  public ServerRequests(CreditCommands commands, BiConsumer<String, OptionalLong> originStates) {
    this.commands = commands;
    this.originStates = originStates;
  }

  @Override
  public void onPeer(String peer, OptionalLong originStateId) {
    originStates.accept(peer, originStateId);
  }

  @Override
  public void onRequest(Message request, String peer, Reply reply) {
    Avps in = request.avps();
    String session = in.text(BaseAvps.SESSION_ID);
    if (session == null) {
      reply.answer(ResultCode.MISSING_AVP, Avps.NONE);
    } else if (request.command() == Commands.RE_AUTH.code()) {
      commands.reAuthorise(
          session,
          CreditAnswerReader.optional(in, CreditControlAvps.RATING_GROUP),
          CreditAnswerReader.optional(in, CreditControlAvps.SERVICE_IDENTIFIER),
          reaction -> reply.answer(reAuthCode(reaction), Avps.NONE));
    } else if (request.command() == Commands.ABORT_SESSION.code()) {
      commands.abort(session, reaction -> reply.answer(abortCode(reaction), Avps.NONE));
    } else {
      reply.answer(ResultCode.COMMAND_UNSUPPORTED, Avps.NONE);
    }
  }

  private static int reAuthCode(Reaction reaction) {
    return switch (reaction) {
      case STARTED -> ResultCode.LIMITED_SUCCESS;
      case UNDER_WAY -> ResultCode.SUCCESS;
      case UNKNOWN_SESSION -> ResultCode.UNKNOWN_SESSION_ID;
    };
  }

  private static int abortCode(Reaction reaction) {
    return switch (reaction) {
      case STARTED, UNDER_WAY -> ResultCode.SUCCESS;
      case UNKNOWN_SESSION -> ResultCode.UNKNOWN_SESSION_ID;
    };
  }
}
