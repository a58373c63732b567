package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.diameter.avp.AvpHeader;
import io.tollgate.diameter.command.Message;
import org.jdiameter.api.AvpSet;
import org.jdiameter.client.api.IMessage;
import org.jdiameter.client.api.parser.IMessageParser;
import org.jdiameter.client.api.parser.ParseException;

/** Between our messages and the stack's: AVP by AVP out, by way of the octets back. */
final class MessageBytes {

  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private final IMessageParser parser;

  MessageBytes(IMessageParser parser) {
    this.parser = parser;
  }

  IMessage toStack(Message message) {
    IMessage out = parser.createEmptyMessage(message.command(), message.application() & UNSIGNED);
    out.setRequest(message.isRequest());
    out.setProxiable((message.flags() & Message.PROXIABLE) != 0);
    out.setError(message.isError());
    out.setReTransmitted(message.isRetransmission());
    out.setHopByHopIdentifier(message.hopByHop() & UNSIGNED);
    out.setEndToEndIdentifier(message.endToEnd() & UNSIGNED);
    AvpSet avps = out.getAvps();
    message
        .avps()
        .forEach(
            (code, flags, vendor, data) ->
                avps.addAvp(
                    code, data.toBytes(), vendor, (flags & AvpHeader.MANDATORY) != 0, false));
    return out;
  }

  /** The octets of a whole message, as the stack understood it. */
  byte[] fromStack(IMessage message) throws ParseException {
    return parser.encodeMessage(message).array();
  }
}
