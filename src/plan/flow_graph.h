// Flow graph: whether every row of a flow can come on, and come to an end.
//
// A state without a grade that nothing leaves is where a matter ends without result (不予批准).
// Where the fields may still be changed there (`edit in`), or where rows begin, somebody is still
// at work, and then it is a dead end.
#pragma once

#include "plan/check_context.h"

namespace fangan {

/// Errors  PLAN-F103 a step or `edit in` names a state the flow does not have; PLAN-F104 no step
/// leads to a state; PLAN-F105 a dead end; PLAN-F106 states between which rows go round and never
/// come to a grade or an end. All are reported, at the place of the name.
void check_flow_graph(const Flow& flow, CheckContext* context);

/// Steps that only `system` takes and nothing starts. Once all blocks are read: watches and other
/// flows may move rows by them.
/// Errors  PLAN-F107. Warnings  PLAN-F108 a step of counties alone where there are none;
/// PLAN-F109 one of the subject of rows that have none.
void check_flow_takers(CheckContext* context);

}  // namespace fangan
