package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Whole frames that are written in one go, so that nothing comes between them.
 *
 * @param unanswered what counts as delivered when it is written
 */
record FrameGroup(List<ByteBuf> buffers, long octets, List<Delivery> unanswered) {

  void release() {
    buffers.forEach(ByteBuf::release);
  }
}
