-- Removes a claim. KEYS[1] record; ARGV: token
local r = redis.call('HMGET', KEYS[1], 'st', 'tk')
if r[1] ~= 'R' or r[2] ~= ARGV[1] then
  return 'STALE'
end
redis.call('DEL', KEYS[1])
return 'OK'
