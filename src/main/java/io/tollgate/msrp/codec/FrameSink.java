package io.tollgate.msrp.codec;

import io.netty.buffer.ByteBuf;

/** Where frames go as they come in. */
public interface FrameSink {

  /**
   * A frame, or a piece of a large one that is still coming in.
   *
   * @param head valid until this returns with a flag other than {@link Flag#OPEN}
   * @param offset of the piece in the frame's body
   * @param body lent: retain it to keep it
   */
  void piece(Head head, long offset, ByteBuf body, byte flag);

  /**
   * The octets make no sense from here on: nothing after them can be framed.
   *
   * @param head what was understood of the frame; its {@code paths} may be missing
   */
  void malformed(Head head, String why);
}
