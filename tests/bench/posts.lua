-- wrk: sends the signed posts of a file, one a request, each once.
-- Usage: wrk ... -s posts.lua URL -- FILE
local posts

function init(arguments)
  posts = assert(io.open(arguments[1], "r"))
end

function request()
  local line = posts:read("*l")
  if not line then
    error("the file of posts is used up: write a longer one")
  end
  local signature, body = line:match("^(%S+) (.*)$")
  return wrk.format("POST", nil, {
    ["content-type"] = "application/json",
    ["x-twitter-webhooks-signature"] = signature,
  }, body)
end
