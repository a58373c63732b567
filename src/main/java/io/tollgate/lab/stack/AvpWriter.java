package io.tollgate.lab.stack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jdiameter.api.AvpSet;

/**
 * Adds AVPs with their vendor, M flag and size spelled out, whatever the stack's dictionary says.
 */
public record AvpWriter(AvpSet avps) {

  public AvpWriter unsigned32(int code, long value) {
    return octets(code, 0, ByteBuffer.allocate(4).putInt((int) value).array());
  }

  public AvpWriter tgppUnsigned32(int code, long value) {
    return octets(code, Code.TGPP, ByteBuffer.allocate(4).putInt((int) value).array());
  }

  public AvpWriter unsigned64(int code, long value) {
    return octets(code, 0, ByteBuffer.allocate(8).putLong(value).array());
  }

  public AvpWriter text(int code, String value) {
    return octets(code, 0, value.getBytes(StandardCharsets.UTF_8));
  }

  public AvpWriter tgppOctets(int code, byte[] value) {
    return octets(code, Code.TGPP, value);
  }

  public AvpWriter group(int code) {
    return new AvpWriter(avps.addGroupedAvp(code, 0, true, false));
  }

  public AvpWriter tgppGroup(int code) {
    return new AvpWriter(avps.addGroupedAvp(code, Code.TGPP, true, false));
  }

  private AvpWriter octets(int code, long vendor, byte[] value) {
    avps.addAvp(code, value, vendor, true, false);
    return this;
  }
}
