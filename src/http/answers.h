// Answers: results of the service as HTTP responses.
#pragma once

#include "http/packed_answers.h"
#include "http/server.h"
#include "text/result.h"
#include "value/json.h"

namespace fangan {

HttpResponse json_answer(const Json& json, int status = 200);

/// `{"errors":[..]}` with the status that fits the first of them; `more` stands beside them.
HttpResponse error_answer(const Diagnostics& errors, std::vector<Json::Member> more = {});

/// Adds an ETag from the content, answers 304 where the reader has it already, and sends JSON
/// compressed to readers who take it so.
void add_entity_tag(const HttpRequest& request, PackedAnswers* packed, HttpResponse* response);

}  // namespace fangan
